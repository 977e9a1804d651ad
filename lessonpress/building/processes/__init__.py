"""Where jobs are done: processes of this machine with their limits, or a cluster's."""
