"""Bytes -> Report. Nothing here knows of language or of other reports."""
