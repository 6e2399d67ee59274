import {
  to = aws_ecr_pull_through_cache_rule.account
  id = "partner"
}

import {
  to = aws_ecr_pull_through_cache_rule.region
  id = "dublin"
}
