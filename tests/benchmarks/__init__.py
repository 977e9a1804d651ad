"""How fast builds are, beside the bare libraries and beside pandoc: `python3 build.py bench`."""
