"""A store as tools for an assistant (Model Context Protocol): read-only, and nothing is answered without the characters it stands on."""
