"""Audio files and data sets as arrays."""
