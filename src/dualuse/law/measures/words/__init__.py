"""Words of concern in other languages than those of the lists for all acts: one TOML file per language."""
