import CLibYAML
print(String(cString: yaml_get_version_string()))
