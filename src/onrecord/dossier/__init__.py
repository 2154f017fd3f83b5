"""Story and findings -> Dossier, and the dossier in every form it is read in."""
