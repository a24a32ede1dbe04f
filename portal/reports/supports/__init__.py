"""What a case has of referrals, supportive services and status updates, for its pages."""
