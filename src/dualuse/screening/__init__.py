"""Who is it? A party compared with the listed parties, with reasons. Knows no law."""
