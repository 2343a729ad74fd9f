"""Who works here: organisations and authorities, the people in them with their roles, mandates of agents, deputies, tokens of programs."""
