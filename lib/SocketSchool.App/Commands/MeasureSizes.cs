namespace SocketSchool.App.Commands;

/// <summary>Lists of sizes on the command line.</summary>
static class MeasureSizes
{
    /// <summary>Reads a list like <c>16,1k,64KiB,1M</c>.</summary>
    /// <exception cref="BadInputException">One of them is no size, too large, or there twice.</exception>
    public static int[] Parse(string option, string list, int largest)
    {
        int[] sizes =
        [
            .. list.Split(',').Select(part => ByteSize.TryParse(part, out var size) && size <= largest
                ? size
                : throw new BadInputException(
                    $"{option} {list}: '{part.Trim()}' is not a size from 1 to {ByteSize.Format(largest)}. Write sizes like 16,1k,64KiB,1M.")),
        ];
        if (sizes.Distinct().Count() != sizes.Length) throw new BadInputException($"{option} {list}: a size is there twice.");
        return sizes;
    }
}
