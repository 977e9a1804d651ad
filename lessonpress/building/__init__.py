"""From a folder of courses to a folder of outputs: the one room that touches disk and processes.

`reading` makes courses and units of what is there; `planning` says, as a pure function, what would
be made and why; `run` has `making` draw jobs from `tasks`, `processes` do them, and `keeping` write
what comes back. `tools` has the real functions for all of it, `steps` says which these are.
"""
