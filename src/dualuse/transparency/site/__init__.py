"""The public website: a static folder made from the releases, without requests to another host and without need of JavaScript."""
