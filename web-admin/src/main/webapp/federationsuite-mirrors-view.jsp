<%@ page contentType="text/html; charset=UTF-8" session="false" %>
<%--
  The view of the page with all mirrored rooms. Its model is the request attribute "view", made by MirrorsView: maps, lists and texts, none of them escaped yet.
--%>
<%@ taglib uri="http://java.sun.com/jsp/jstl/core" prefix="c" %>
<%@ taglib uri="http://java.sun.com/jsp/jstl/fmt" prefix="fmt" %>
<c:if test="${empty view}">
  <%-- Asked for directly, without its controller. --%>
  <c:redirect url="federationsuite-mirrors.jsp"/>
</c:if>
<!DOCTYPE html>
<html>
<head>
  <title><fmt:message key="mirrors.title"/></title>
  <meta name="pageID" content="federationsuite-mirrors"/>
  <link rel="stylesheet" type="text/css" href="style/federationsuite.css"/>
  <script src="script/federationsuite.js" defer="defer"></script>
</head>
<body>

<%@ include file="federationsuite-notices.jspf" %>

<c:choose>
<c:when test="${not view.running}">
  <%@ include file="federationsuite-not-running.jspf" %>
</c:when>
<c:otherwise>

  <p><fmt:message key="mirrors.intro"/></p>

  <h2 class="jive-contentBoxHeader"><fmt:message key="mirrors.total.title"/></h2>
  <div class="jive-contentBox" data-live-source="<c:out value="${view.live}"/>">
    <table class="federationsuite" id="totals">
      <thead>
      <tr>
        <th scope="col"><fmt:message key="mirrors.column.side"/></th>
        <th scope="col"><fmt:message key="mirrors.rooms"/></th>
        <th scope="col"><fmt:message key="mirrors.column.crossed"/></th>
        <th scope="col"><fmt:message key="mirrors.column.plain"/></th>
        <th scope="col"><fmt:message key="mirrors.column.saved"/></th>
      </tr>
      </thead>
      <tbody>
      <c:forEach items="${view.totals}" var="total">
        <tr>
          <th scope="row"><fmt:message key="mirrors.side.${total.side}"/></th>
          <td data-live="<c:out value="${total.key}"/>.rooms"><c:out value="${total.rooms}"/></td>
          <td class="federationsuite-amount"><span data-live="<c:out value="${total.key}"/>.crossed"><c:out value="${total.crossed}"/></span>
            <p><span data-live="<c:out value="${total.key}"/>.crossedStanzas"><c:out value="${total.crossedStanzas}"/></span> <fmt:message key="mirrors.stanzas"/></p></td>
          <td class="federationsuite-amount"><span data-live="<c:out value="${total.key}"/>.plain"><c:out value="${total.plain}"/></span>
            <p><span data-live="<c:out value="${total.key}"/>.plainStanzas"><c:out value="${total.plainStanzas}"/></span> <fmt:message key="mirrors.stanzas"/></p></td>
          <td class="federationsuite-amount" data-live="<c:out value="${total.key}"/>.saved"><c:out value="${total.saved}"/></td>
        </tr>
      </c:forEach>
      </tbody>
    </table>
    <c:forEach items="${view.charts}" var="chart">
      <h3><fmt:message key="chart.title.${chart.id}"/></h3>
      <%@ include file="federationsuite-chart.jspf" %>
    </c:forEach>
  </div>

  <h2 class="jive-contentBoxHeader"><fmt:message key="mirrors.list.title"/></h2>
  <div class="jive-contentBox">
    <form action="federationsuite-mirrors.jsp" method="get" class="federationsuite-search" role="search">
      <span><label for="q"><fmt:message key="mirrors.search"/></label>
      <input type="search" id="q" name="q" maxlength="255" value="<c:out value="${view.q}"/>"/></span>
      <span><label for="side"><fmt:message key="mirrors.column.side"/></label>
      <select id="side" name="side">
        <option value=""><fmt:message key="mirrors.side.all"/></option>
        <c:forEach items="${view.sides}" var="side">
          <option value="<c:out value="${side}"/>"<c:if test="${side eq view.side}"> selected="selected"</c:if>><fmt:message key="mirrors.side.${side}"/></option>
        </c:forEach>
      </select></span>
      <button type="submit"><fmt:message key="peers.show"/></button>
      <c:if test="${view.filtered}"><a href="federationsuite-mirrors.jsp"><fmt:message key="peers.show.all"/></a></c:if>
    </form>

    <c:choose>
    <c:when test="${empty view.rooms}">
      <p><fmt:message key="mirrors.list.none"/></p>
    </c:when>
    <c:otherwise>
      <table class="federationsuite" id="rooms">
        <thead>
        <tr>
          <c:forEach items="${view.columns}" var="heading">
            <th scope="col" aria-sort="<c:out value="${heading.sorted}"/>">
              <a href="<c:out value="${heading.link}"/>"><fmt:message key="mirrors.column.${heading.name}"/></a>
              <c:if test="${heading.sorted eq 'ascending'}"><span aria-hidden="true">&#9650;</span></c:if>
              <c:if test="${heading.sorted eq 'descending'}"><span aria-hidden="true">&#9660;</span></c:if>
            </th>
          </c:forEach>
        </tr>
        </thead>
        <tbody>
        <c:forEach items="${view.rooms}" var="room">
          <tr>
            <th scope="row"><a href="<c:out value="${room.link}"/>"><c:out value="${room.room}"/></a>
              <p class="federationsuite-plain"><fmt:message key="mirrors.side.${room.side}"/>: <c:out value="${room.domains}"/><c:if test="${room.more gt 0}"> + <c:out value="${room.more}"/></c:if></p></th>
            <td><span data-live="<c:out value="${room.key}"/>.occupants"><c:out value="${room.occupants}"/></span>
              <p><fmt:message key="mirrors.mirrored"/> <span data-live="<c:out value="${room.key}"/>.mirrored"><c:out value="${room.mirrored}"/></span></p></td>
            <td><span class="federationsuite-link-<c:out value="${room.state}"/>" data-live="<c:out value="${room.key}"/>.state" data-live-class="<c:out value="${room.key}"/>.look"><fmt:message key="mirrors.state.${room.state}"/></span>
              <p><fmt:message key="mirrors.mode.${room.mode}"/></p>
              <c:if test="${room.transparent gt 0}"><p><fmt:message key="mirrors.transparent"/> <c:out value="${room.transparent}"/></p></c:if></td>
            <td class="federationsuite-amount"><span data-live="<c:out value="${room.key}"/>.crossed"><c:out value="${room.crossed}"/></span>
              <p><span data-live="<c:out value="${room.key}"/>.crossedStanzas"><c:out value="${room.crossedStanzas}"/></span> <fmt:message key="mirrors.stanzas"/></p></td>
            <td class="federationsuite-amount"><span data-live="<c:out value="${room.key}"/>.saved"><c:out value="${room.saved}"/></span>
              <p><fmt:message key="mirrors.of"/> <span data-live="<c:out value="${room.key}"/>.plain"><c:out value="${room.plain}"/></span></p></td>
          </tr>
        </c:forEach>
        </tbody>
      </table>
      <%@ include file="federationsuite-paging.jspf" %>
    </c:otherwise>
    </c:choose>
  </div>

  <h2 class="jive-contentBoxHeader"><fmt:message key="mirrors.settings.title"/></h2>
  <div class="jive-contentBox">
    <p><fmt:message key="mirrors.settings.intro"/></p>
    <form action="federationsuite-mirror-settings.jsp" method="get" class="federationsuite-search">
      <span><label for="kind"><fmt:message key="mirrors.settings.kind"/></label>
      <select id="kind" name="kind">
        <c:forEach items="${view.scopes}" var="scope"><option value="<c:out value="${scope}"/>"><fmt:message key="mirrors.scope.${scope}"/></option></c:forEach>
      </select></span>
      <span><label for="name"><fmt:message key="mirrors.settings.name"/></label>
      <input type="text" id="name" name="name" size="40" maxlength="1000" required="required"/></span>
      <button type="submit"><fmt:message key="peers.show"/></button>
    </form>
  </div>

</c:otherwise>
</c:choose>

</body>
</html>
