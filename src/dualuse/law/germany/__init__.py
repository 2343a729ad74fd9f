"""German law beside the Regulation: the ordinance on foreign trade (Außenwirtschaftsverordnung, AWV)."""
