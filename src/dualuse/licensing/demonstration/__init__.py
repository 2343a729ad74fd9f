"""A service in which everything is invented: authorities, firms, people, forty cases, denials, a sanctions list; the same each time but for secrets
and days. Built by the services themselves, so that whatever it shows has happened."""
