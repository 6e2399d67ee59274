# Not imported: what has arguments that no answer tells, the key's waiting period and a repository's force_delete.

import {
  to = aws_kms_alias.images
  id = "alias/tf-images"
}

import {
  to = aws_ecr_repository.plain
  id = "tf/plain"
}

import {
  to = aws_ecr_repository.managed
  id = "tf/managed"
}

import {
  to = aws_ecr_lifecycle_policy.plain
  id = "tf/plain"
}

import {
  to = aws_ecr_lifecycle_policy.sealed
  id = "tf/sealed"
}

import {
  to = aws_ecr_repository_policy.plain
  id = "tf/plain"
}

import {
  to = aws_ecr_registry_policy.registry
  id = "000000000000"
}

import {
  to = aws_ecr_registry_scanning_configuration.registry
  id = "000000000000"
}

import {
  to = aws_ecr_replication_configuration.registry
  id = "000000000000"
}

import {
  to = aws_ecr_repository_creation_template.team
  id = "tf-template"
}

import {
  to = aws_ecr_repository_creation_template.root
  id = "ROOT"
}

import {
  to = aws_ecr_account_setting.scope
  id = "REGISTRY_POLICY_SCOPE"
}

import {
  to = aws_ecr_account_setting.scan
  id = "BASIC_SCAN_TYPE_VERSION"
}

import {
  to = aws_ecr_pull_through_cache_rule.hub
  id = "tf-hub"
}

import {
  to = aws_ecr_pull_through_cache_rule.public
  id = "tf-public"
}

import {
  to = aws_ecr_pull_through_cache_rule.root
  id = "ROOT"
}
