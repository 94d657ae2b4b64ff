"""What is known of a rule, a setting, a client or a place as one page: for a terminal, in Markdown or as JSON."""
