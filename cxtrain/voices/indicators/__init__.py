"""Business figures of units by month: customers, revenue, cost, and what the firm defines itself; targets; what a customer is worth."""
