"""From files to entries, with every problem at its line."""
