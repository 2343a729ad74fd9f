"""Golden answers: what the installed code answers to fixed inputs, frozen, and compared after a change.

Everything is asked through the outer surface (the command line and ``from dualuse import …``), so that the modules
behind it may move and be renamed between freezing and comparing.
"""
