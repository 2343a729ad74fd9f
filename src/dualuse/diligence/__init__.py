"""What is it for: the examination under Art. 2(20), questionnaires in data, answers with evidence, findings without a score."""
