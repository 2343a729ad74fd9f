"""How what ships was trained: scripts that anyone can run again. Nothing here is part of the installed package."""
