"""Denials in force, own ones and those of other Member States, and which of them an application may repeat (Art. 16, Art. 2(22))."""
