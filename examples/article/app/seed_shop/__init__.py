"""The spring catalogue of Hollow Lane Seeds, a seed merchant that does not exist."""
