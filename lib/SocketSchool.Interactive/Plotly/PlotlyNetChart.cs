using System.Text.Json;
using DynamicObj;
using Microsoft.FSharp.Collections;
using Plotly.NET;
using Plotly.NET.LayoutObjects;
using Plotly.NET.TraceObjects;

namespace SocketSchool.Interactive;

/// <summary>Plotly's JSON as Plotly.NET's objects.</summary>
/// <remarks>
/// The JSON is the one description of a figure that every front end gets, so nothing can be drawn differently here. What has a class in
/// Plotly.NET becomes an object of it: its methods look for that class, and would otherwise replace an axis in place of changing it.
/// </remarks>
internal static class PlotlyNetChart
{
    public static GenericChart From(string json)
    {
        using var document = JsonDocument.Parse(json);
        var traces = document.RootElement.GetProperty("data").EnumerateArray().Select(ToTrace);
        var layout = Fill(new Layout(), document.RootElement.GetProperty("layout"));
        var config = new Config();
        config.SetProperty("responsive", true);
        return GenericChart.NewMultiChart(ListModule.OfSeq(traces), layout, config, new DisplayOptions());
    }

    private static Trace ToTrace(JsonElement element)
    {
        var trace = new Trace2D(element.GetProperty("type").GetString()!);
        return Fill(trace, element);
    }

    private static T Fill<T>(T target, JsonElement element)
        where T : DynamicObj.DynamicObj
    {
        foreach (var property in element.EnumerateObject()) target.SetProperty(property.Name, Value(property.Name, property.Value));
        return target;
    }

    private static object? Value(string name, JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => Fill(Empty(name), element),
        JsonValueKind.Array => Values(name, element),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.TryGetInt32(out var whole) ? whole : (object)element.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static object Values(string name, JsonElement array)
    {
        JsonElement[] elements = [.. array.EnumerateArray()];
        return name switch
        {
            "shapes" => elements.Select(element => Fill(new Shape(), element)).ToArray(),
            "annotations" => elements.Select(element => Fill(new Annotation(), element)).ToArray(),
            _ when elements.All(element => element.ValueKind == JsonValueKind.String) => elements.Select(element => element.GetString()!).ToArray(),
            _ when elements.All(element => element.ValueKind == JsonValueKind.Number) => elements.Select(element => element.GetDouble()).ToArray(),
            _ => elements.Select(element => Value("", element)).ToArray(),
        };
    }

    private static DynamicObj.DynamicObj Empty(string name) => name switch
    {
        "xaxis" or "yaxis" => new LinearAxis(),
        "title" => new Title(),
        "font" => new Font(),
        "line" => new Line(),
        "marker" => new Marker(),
        _ => new DynamicObj.DynamicObj(),
    };
}
