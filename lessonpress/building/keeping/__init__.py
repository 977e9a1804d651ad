"""What builds leave on the disk: outputs, what is known of them, and files that builds share."""
