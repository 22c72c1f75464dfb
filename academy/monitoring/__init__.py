"""What operators watch: one number for each request in page, header and log; logs as JSON; counts for Prometheus."""
