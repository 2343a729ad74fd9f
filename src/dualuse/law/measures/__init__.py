"""Union restrictive measures that bear on a determination, one file per act, above every authorisation."""
