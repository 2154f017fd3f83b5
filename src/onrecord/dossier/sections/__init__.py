"""The sections of a dossier, in words and places, for every form it is written in. No markup here."""
