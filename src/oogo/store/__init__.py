"""The record (a log) and what is derived from it (a store, its checkpoints, its readers)."""
