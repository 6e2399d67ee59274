import {
  to = aws_cloudwatch_event_bus.other
  id = "tf-other"
}

import {
  to = aws_cloudwatch_event_rule.pushes
  id = "default/tf-pushes"
}

import {
  to = aws_cloudwatch_event_rule.custom
  id = "tf-other/tf-custom"
}

import {
  to = aws_cloudwatch_event_api_destination.hook
  id = "tf-hook"
}

import {
  to = aws_cloudwatch_event_target.hook
  id = "default/tf-pushes/hook"
}

import {
  to = aws_cloudwatch_event_target.bus
  id = "default/tf-pushes/bus"
}
