"""What one report says. The spaCy Doc lives and dies in this package: stages take a `Parsed` and return records."""
