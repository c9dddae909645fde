// expect: in every order | one end decides
var calls = 0;

string Decide(uint mine, uint theirs, bool linked)
{
    if (mine == theirs) return "self";
    if (calls++ > 20 && !linked) return "welcome";
    if (mine > theirs) return "wait";
    return linked ? "twice" : "welcome";
}
