"""Athena's SQL, carried over to DuckDB's: checked as Athena would check it, then rewritten where the two differ."""
