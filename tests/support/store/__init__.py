"""Databases for tests, and what another program reads and writes in them."""
