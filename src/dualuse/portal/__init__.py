"""The service: exporters, authorities and the public at work in a browser and by the API."""
