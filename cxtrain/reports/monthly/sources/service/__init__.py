"""What was seen of the service in the months: visits, customers, complaints, appeals, plans, praise."""
