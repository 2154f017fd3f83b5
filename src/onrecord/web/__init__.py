"""The record as pages to work in: served on one's own machine, or behind a login for others."""
