"""One module for each format of a list file; :mod:`dualuse.sources.lists.reading` finds those that lie here."""
