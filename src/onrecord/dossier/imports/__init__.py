"""What people changed in annotation tools, read back as corrections."""
