"""The databases under the store: SQLite and PostgreSQL."""
