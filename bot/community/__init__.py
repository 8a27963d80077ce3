"""The rules of a server's community as plain functions: what may be suggested, who may vote, what is a burst."""
