"""What is offered: courses, their editions in phases, electives, prices and policies."""
