namespace SocketSchool.Notebooks.Documents;

/// <summary>Where a JSON value stands in the bytes of a notebook: from <paramref name="Start"/> up to, not including, <paramref name="End"/>.</summary>
internal readonly record struct TextSpan(int Start, int End);
