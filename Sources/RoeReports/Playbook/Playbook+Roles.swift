extension Playbook {
  var roleCards: Section? { nil }
}
