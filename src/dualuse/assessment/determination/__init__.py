"""The parts of a determination, from judged items: results, findings, what is missing, what authorisations cover, duties."""
