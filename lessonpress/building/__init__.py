"""From a folder of courses to a folder of outputs: the one room that touches disk and processes.

`sources`, `pictures` and `bundle` read the disk; `loading` makes lessons of it; `plan` says, as a
pure function, what would be built and why; `run` has `worker` do the jobs, and `outputs` keeps what
comes back.
"""
