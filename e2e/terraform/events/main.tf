variable "team" {
  type = string
}

variable "hook" {
  type = string
}

resource "aws_cloudwatch_event_bus" "other" {
  name = "tf-other"
}

resource "aws_cloudwatch_event_rule" "pushes" {
  name        = "tf-pushes"
  description = "What is pushed, for ${var.team}"
  event_pattern = jsonencode({
    source        = ["aws.ecr"]
    "detail-type" = ["ECR Image Action"]
    detail        = { "action-type" = ["PUSH"], "repository-name" = [{ prefix = var.team }] }
  })
  tags = { team = var.team }
}

resource "aws_cloudwatch_event_rule" "custom" {
  name           = "tf-custom"
  event_bus_name = aws_cloudwatch_event_bus.other.name
  event_pattern  = jsonencode({ source = ["my.app"] })
  state          = var.team == "web" ? "ENABLED" : "DISABLED"
}

resource "aws_cloudwatch_event_connection" "key" {
  name               = "tf-key"
  authorization_type = "API_KEY"
  auth_parameters {
    api_key {
      key   = "x-key"
      value = "secret of ${var.team}"
    }
    invocation_http_parameters {
      header {
        key             = "x-team"
        value           = var.team
        is_value_secret = false
      }
    }
  }
}

resource "aws_cloudwatch_event_connection" "basic" {
  name               = "tf-basic"
  description        = "By name"
  authorization_type = "BASIC"
  auth_parameters {
    basic {
      username = "u"
      password = "pass word"
    }
  }
}

resource "aws_cloudwatch_event_api_destination" "hook" {
  name                             = "tf-hook"
  invocation_endpoint              = "${var.hook}${var.team}"
  http_method                      = "POST"
  invocation_rate_limit_per_second = 20
  connection_arn                   = aws_cloudwatch_event_connection.key.arn
}

resource "aws_cloudwatch_event_target" "hook" {
  rule      = aws_cloudwatch_event_rule.pushes.name
  target_id = "hook"
  arn       = aws_cloudwatch_event_api_destination.hook.arn
  input_transformer {
    input_paths    = { tag = "$.detail.image-tag" }
    input_template = "{\"text\": \"<tag> for ${var.team}\"}"
  }
  retry_policy {
    maximum_retry_attempts       = 3
    maximum_event_age_in_seconds = 3600
  }
}

resource "aws_cloudwatch_event_target" "bus" {
  rule      = aws_cloudwatch_event_rule.pushes.name
  target_id = "bus"
  arn       = aws_cloudwatch_event_bus.other.arn
}
