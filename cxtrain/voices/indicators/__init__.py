"""Business figures of units by month: customers, revenue, cost and the firm's own; targets; what a customer is worth."""
