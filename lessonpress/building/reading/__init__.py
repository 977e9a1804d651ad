"""From the project's folder to courses and units: what is there, and what each of it says."""
