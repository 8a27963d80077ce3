"""The numbers of a reply, and what they count."""
