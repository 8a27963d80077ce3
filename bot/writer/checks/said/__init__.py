"""What a reply says of entries: of which, and whether it was given."""
