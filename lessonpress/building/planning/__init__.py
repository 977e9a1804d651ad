"""What would be made and why, told by what the disk holds now and what the last build knew."""
