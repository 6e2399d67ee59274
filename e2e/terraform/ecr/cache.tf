resource "aws_secretsmanager_secret" "hub" {
  name                    = "ecr-pullthroughcache/tf-hub"
  description             = "Docker Hub for ${var.team}"
  recovery_window_in_days = 0
  tags                    = { team = var.team }
}

resource "aws_secretsmanager_secret_version" "hub" {
  secret_id     = aws_secretsmanager_secret.hub.id
  secret_string = jsonencode({ username = var.team, accessToken = "token of ${var.team}" })
}

resource "aws_secretsmanager_secret" "other" {
  name                    = "ecr-pullthroughcache/tf-other"
  recovery_window_in_days = 0
}

resource "aws_secretsmanager_secret_version" "other" {
  secret_id     = aws_secretsmanager_secret.other.id
  secret_string = jsonencode({ username = "other", accessToken = "other" })
}

resource "aws_ecr_pull_through_cache_rule" "hub" {
  depends_on            = [aws_secretsmanager_secret_version.hub, aws_secretsmanager_secret_version.other]
  ecr_repository_prefix = "tf-hub"
  upstream_registry_url = "registry-1.docker.io"
  credential_arn        = var.team == "web" ? aws_secretsmanager_secret.hub.arn : aws_secretsmanager_secret.other.arn
}

resource "aws_ecr_pull_through_cache_rule" "public" {
  ecr_repository_prefix      = "tf-public"
  upstream_registry_url      = "public.ecr.aws"
  upstream_repository_prefix = "docker"
}

resource "aws_ecr_pull_through_cache_rule" "root" {
  ecr_repository_prefix      = "ROOT"
  upstream_registry_url      = "registry.k8s.io"
  upstream_repository_prefix = "ROOT"
}

data "aws_ecr_pull_through_cache_rule" "hub" {
  ecr_repository_prefix = aws_ecr_pull_through_cache_rule.hub.ecr_repository_prefix
}

data "aws_secretsmanager_secret_version" "hub" {
  secret_id  = aws_secretsmanager_secret.hub.id
  depends_on = [aws_secretsmanager_secret_version.hub]
}
